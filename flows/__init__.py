"""dxplan: from a municipality's documents to a checked draft of its DX promotion plan (自治体DX推進計画・素案).

The stages, in order, each a room of its own that imports no other room:

    readers/       file → Document            PDF, Word, Excel, text, paper
    passages       Document → Passage…        sentences under their headings
    facts          Passage, table → Fact…     indicators, budgets, periods, departments, with their place
    editions       templates/editions → Edition   what the nation asks
    mapping        Passage… × Edition → Mapping   what speaks to which item, what is missing
    composition    Mapping × Edition → Draft  sections, sentences, citations
    phrasing/      Draft → Draft              only with --writer: a language model orders and joins sentences
    verification   Draft → Verdict…           the gate: what cannot be checked does not leave unmarked
    writers/       Draft → file               素案.docx and its companions

Imports go one way: __main__ → cli → draft, serve → pipeline → stages, finishing → preparing → runs → rooms → text → model.
Only draft and serve know Prefect.
"""

__version__ = "0.1.0"
