using System.Diagnostics.Metrics;

namespace Hub.Postal;

/// <summary>Figures of the post. Labels are operators of the settings, never their codes, numbers or persons.</summary>
public static class PostalTelemetry
{
    public const string Name = "Hub.Postal";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Unknown = Meter.CreateCounter<long>("hub.post.unknown.codes", description: "Signs of our parcels whose status code no table holds, by operator");

    internal static void CodesUnknown(string @operator, int signs) => Unknown.Add(signs, new KeyValuePair<string, object?>("operator", @operator));
}
