namespace Hub.Postal.Acts;

/// <summary>Degrees, WGS 84.</summary>
public sealed record ActPosition(double Latitude, double Longitude);
