"""The pure heart: values in, values out; no clock, files, git or terminal."""
