namespace Hub.Functions.Http.Shapes;

/// <summary>All consignments of one dossier.</summary>
public sealed record ConsignmentList(string Dossier, IReadOnlyList<ConsignmentView> Consignments);
