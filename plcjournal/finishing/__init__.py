"""What people began with git in this folder, and records left in two versions."""
