using System.Globalization;
using Hub.Core.Procedures;
using Hub.Sandbox.NationalPortal;

namespace Hub.Functions.Import;

/// <summary>The hub's procedure as the portal twin keeps it.</summary>
internal static class TwinProcedures
{
    public static TwinProcedure Of(Procedure p) => new(
        p.Code, p.Name, p.FieldCode ?? "", p.FieldName ?? "", p.PromulgatingAgency ?? "", p.ExecutingAgency ?? "",
        [.. p.Channels.Select(channel => channel.ToUpperInvariant())], p.ProcessingTimes, p.Fees,
        p.UpdatedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
}
