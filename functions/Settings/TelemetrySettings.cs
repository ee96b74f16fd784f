namespace Hub.Functions.Settings;

/// <summary>Where traces and metrics go beside <c>/metrics</c>.</summary>
public sealed record TelemetrySettings
{
    /// <summary>OTLP over HTTP/protobuf, such as <c>http://127.0.0.1:4318</c>; null to export nothing.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Name of this hub in traces and metrics.</summary>
    public string ServiceName { get; init; } = "hub";

    /// <summary>JSON lines on the console; false for text that a person reads.</summary>
    public bool JsonLogs { get; init; } = true;

    /// <summary>What is logged at least; nothing of other makers' below warnings.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
