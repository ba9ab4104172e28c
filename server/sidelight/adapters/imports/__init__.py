"""Reading files and pages of others for an import, within caps; `services/imports` makes drafts of what is read."""
