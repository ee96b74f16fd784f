namespace Hub.Functions.Http.Shapes;

/// <summary>Sender or receiver.</summary>
public sealed record PartyView(string Name, string? Phone, string? Email, string? Address, string? Commune, string? District, string? Province);
