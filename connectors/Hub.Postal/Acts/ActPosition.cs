using System.Text.Json.Serialization;

namespace Hub.Postal.Acts;

/// <summary>Degrees, WGS 84.</summary>
public sealed record ActPosition([property: JsonRequired] double Latitude, [property: JsonRequired] double Longitude);
