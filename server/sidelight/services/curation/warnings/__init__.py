"""What `judging` warns of that takes more than a glance: records that look mistyped, links that do not answer."""
