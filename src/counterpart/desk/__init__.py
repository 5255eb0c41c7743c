"""The desk: questions of the customer's people, brought to their counterparts and answered."""
