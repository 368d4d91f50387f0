"""The tests mirror `src/`. What most of them share (a real server, a real file) is in `support`."""
