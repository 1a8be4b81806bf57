"""What people get in their hands, measured: how soon a page is there, whether it stays still, who can read it."""
