"""The painter's box behind the pictures of the sample edition."""
