namespace Hub.Postal.Consignments;

/// <summary>One kind of paper in a consignment.</summary>
/// <param name="Id">Of the case system, unique in the dossier; with the dossier code it names the paper's custody chain.</param>
/// <param name="Kind"><c>original</c>, <c>copy</c>, <c>form</c> or <c>result</c>.</param>
public sealed record PostalPaper(string Id, string Name, int Count, string Kind);
