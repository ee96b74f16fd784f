namespace Hub.Transports.ServiceBus;

/// <summary>Addresses inside the namespace.</summary>
internal static class Addresses
{
    public static bool IsWithin(Uri target, Uri address) =>
        target.Scheme == address.Scheme && target.Port == address.Port && target.UserInfo.Length == 0
        && target.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
        && target.AbsolutePath.StartsWith(address.AbsolutePath, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a received message is settled, as the service says; a place outside its queue is not believed.</summary>
    public static Uri Location(Uri address, string entity, string? header)
    {
        if (header is null || !Uri.TryCreate(address, header, out var location) || !IsWithin(location, new Uri(address, entity + "/messages/")))
        {
            throw new ServiceBusException(ServiceBusReason.Refused, "the Location of a received message lies outside its queue; no token was sent there");
        }

        return location;
    }
}
