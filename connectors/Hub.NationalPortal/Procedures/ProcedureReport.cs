namespace Hub.NationalPortal.Procedures;

/// <summary>What one reading of the portal's procedures came to.</summary>
/// <param name="Listed">Procedures in the portal's list.</param>
/// <param name="Failed">Codes that could not be read in full; nothing is concluded about them.</param>
/// <param name="Problem">Why nothing at all was done, or why withdrawals were not believed; null when all went well.</param>
/// <param name="Integrated">Offers that the list shows open now.</param>
public sealed record ProcedureReport(
    int Listed, int Added, int Changed, int Withdrawn, IReadOnlyList<string> Failed, IReadOnlyList<string> Integrated, string? Problem = null);
