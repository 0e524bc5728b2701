"""Words before they are sent, and the proof that they were: drafts, held words, receipts."""
