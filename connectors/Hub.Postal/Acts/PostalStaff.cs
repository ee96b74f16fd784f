using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Acts;

/// <summary>Who acts, and what of the post concerns them.</summary>
/// <param name="Id">As the audit names him.</param>
/// <param name="Operator">The postal operator whose staff it is; null for the centre's own, who see all.</param>
/// <param name="Office">The post office to which they are bound; null for all of the operator.</param>
public sealed record PostalStaff(string Id, string? Operator, string? Office)
{
    /// <summary>Acts are told apart by id within this: a device that comes back under a renewed key finds its acts again.</summary>
    public string Source => $"{Operator ?? PostalCodes.Centre}/acts";

    /// <summary>A consignment that nobody took over yet is nobody's job.</summary>
    public bool Sees(Consignment consignment) => OfOperator(consignment) && (Operator is null || IsOffice(consignment.Office));

    public bool Sees(PostalSheet sheet) => Operator is null || (sheet.Operator == Operator && IsOffice(sheet.Office));

    internal bool OfOperator(Consignment consignment) => Operator is null || (consignment.Operator == Operator && consignment.State is not ConsignmentState.Requested);

    private bool IsOffice(string? office) => Office is null || office is null || office == Office;
}
