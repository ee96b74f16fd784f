using System.Globalization;
using Hub.Core.Procedures;
using Hub.Functions.Import;
using Hub.Functions.Shell;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;

namespace Hub.Functions.NationalPortal;

/// <summary>The hub's procedure as the portal twin keeps it.</summary>
internal static class TwinProcedures
{
    /// <exception cref="UsageException">The file cannot be read as a list of procedures.</exception>
    public static SandboxOptions Give(SandboxOptions options, string file) =>
        options with { Portal = new PortalTwinOptions { ProcedureCatalogue = [.. ProcedureCsv.Read(file).Select(Of)] } };

    public static TwinProcedure Of(Procedure p) => new(
        p.Code, p.Name, p.FieldCode ?? "", p.FieldName ?? "", p.PromulgatingAgency ?? "", p.ExecutingAgency ?? "",
        [.. p.Channels.Select(channel => channel.ToUpperInvariant())], p.ProcessingTimes, p.Fees,
        p.UpdatedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
}
