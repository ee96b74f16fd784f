using System.Text.Json;

namespace Hub.Sandbox.Portal;

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
