"""The entities that are known by name, read from `ontology/gazetteer/*.yaml` and from files of the user's own.

How a name is written in the YAML tells how it is looked for in text:

- A name with a capital letter is a proper name or an acronym and is looked for exactly as written: "Meta" is not
  "meta", "US" is not "us", "AI" is not "ai".
- A technology in lower case ("gallium", "rare earths") is a common noun and is looked for in any case, singular and
  plural; so are other names of several words in lower case ("unreliable entity list"), and all names of several words
  of a technology field, equipment or material ("EUV lithography machine").

`Gazetteer.lookup` is more lenient, as it is asked about a name and not about running text: it ignores case,
punctuation, determiners, possessives and legal forms. Entities marked `case: true` are the exception: their names
of one word are also words of the language, so that a query in lower case does not find them. Names under `not` are
another's: neither a query nor text that has them, case and all, leads to the entity.
"""

from kg.gazetteer.known import Gazetteer, Role
from kg.gazetteer.loading import load, read

__all__ = ["Gazetteer", "Role", "load", "read"]
