"""What every HTTP route shares: requests and answers, the table of routes, the order of checks, refusals as answers.

It knows nothing of contact moments. The doors (`api`, `oauth`) bring the handlers, `routes` at the package's root
lists them all, and `server` runs the application.
"""
