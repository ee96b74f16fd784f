namespace Hub.Sandbox.Portal;

/// <summary>One element of <c>upsert</c> in <c>POST /_twin/portal/procedures</c>: members left out keep what the portal has.</summary>
internal sealed record ProcedureChange(
    string? Code,
    string? Name = null,
    string? FieldCode = null,
    string? FieldName = null,
    string? Agency = null,
    string? ExecutingAgency = null,
    IReadOnlyList<string>? Channels = null,
    IReadOnlyList<string>? ProcessingTimes = null,
    IReadOnlyList<long>? FeesDong = null,
    string? Updated = null)
{
    public TwinProcedure ApplyTo(TwinProcedure? old) => new(
        Code!,
        Name ?? old?.Name ?? "",
        FieldCode ?? old?.FieldCode ?? "",
        FieldName ?? old?.FieldName ?? "",
        Agency ?? old?.Agency ?? "",
        ExecutingAgency ?? old?.ExecutingAgency ?? "",
        Channels ?? old?.Channels ?? [],
        ProcessingTimes ?? old?.ProcessingTimes ?? [],
        FeesDong ?? old?.FeesDong ?? [],
        Updated ?? old?.Updated ?? "");
}
