namespace Hub.Postal.Print;

/// <param name="Name">As in the list of papers of the procedure.</param>
/// <param name="Count">How many sheets or booklets are sent under this name.</param>
public sealed record PaperCount(string Name, int Count);
