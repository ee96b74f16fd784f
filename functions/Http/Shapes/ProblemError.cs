namespace Hub.Functions.Http.Shapes;

/// <param name="Pointer">RFC 6901 pointer into the body, or the name of a parameter.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record ProblemError(string Pointer, string Rule, string Vi, string En);
