"""Pages: how they are made, and each of them as a person sees it, in process."""
