"""Slowing down who guesses secrets: counted by account and by address, over all workers of a server.

The secrets of clients are guarded by it. Whoever checks another secret makes an `Attempt` with a purpose of its own.
"""
