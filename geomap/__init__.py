"""Read news articles, find where things happened, and map the incidents."""
