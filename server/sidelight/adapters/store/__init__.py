"""What people chose to send, kept until a curator has read it; each file implements `Inbox`."""
