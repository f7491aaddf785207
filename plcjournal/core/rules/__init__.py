"""What must hold in a journal: each rule looks, and answers with findings."""
