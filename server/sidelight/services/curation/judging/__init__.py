"""The guard of publishing: what an entry would do to readers and to other entries, told before it is published."""
