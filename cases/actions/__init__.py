"""Acts upon the record: the only writers of more than one row.

Each is all or nothing, is signed in the audit with who and why, and refuses by raising a
`refusal.Refused`, whose words a clerk can act on. Called on its own an act ends with the
commit, so what the rules refuse at commit is a `Refused` too; acts joined into one
transaction stand in `with refusal.refusals(), transaction.atomic():`.
"""
