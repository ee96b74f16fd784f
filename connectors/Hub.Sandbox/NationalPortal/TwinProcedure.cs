using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>An administrative procedure as the portal twin serves it.</summary>
/// <param name="Code">National code, <c>1.000656</c>.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="FieldCode">Field (lĩnh vực), <c>G15-TP07</c>; empty when unknown.</param>
/// <param name="FieldName">Name of the field; empty when unknown.</param>
/// <param name="Agency">Body that publishes it.</param>
/// <param name="ExecutingAgency">Body that carries it out; may be empty.</param>
/// <param name="Channels"><c>DIRECT</c>, <c>ONLINE</c>, <c>POSTAL</c>.</param>
/// <param name="ProcessingTimes">Number and unit, <c>5 WORKING_DAY</c>; units WORKING_DAY, DAY, HOUR, OTHER.</param>
/// <param name="FeesDong">Fees that occur, in whole đồng.</param>
/// <param name="Updated">Day of the last publication, <c>yyyy-MM-dd</c>; may be empty.</param>
public sealed record TwinProcedure(
    string Code,
    string Name,
    string FieldCode,
    string FieldName,
    string Agency,
    string ExecutingAgency,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> ProcessingTimes,
    IReadOnlyList<long> FeesDong,
    string Updated);

/// <summary>A few dozen common procedures with their real codes, names, channels, times and fees as published in 2026.</summary>
public static class DemoCatalogue
{
    public static IReadOnlyList<TwinProcedure> Procedures { get; } = Read();

    private static List<TwinProcedure> Read()
    {
        using var stream = typeof(DemoCatalogue).Assembly.GetManifestResourceStream("demo-procedures.json")
            ?? throw new InvalidOperationException("The embedded demo catalogue is missing.");
        return JsonSerializer.Deserialize<List<TwinProcedure>>(stream, TwinJson.Control)!;
    }
}
