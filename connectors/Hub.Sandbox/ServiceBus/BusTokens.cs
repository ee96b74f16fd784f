namespace Hub.Sandbox.ServiceBus;

/// <summary>Whom the namespace knows; both lists can be changed while it runs, as when a key is rotated.</summary>
internal sealed class BusTokens(ServiceBusTwinOptions options)
{
    private volatile IReadOnlyList<ServiceBusTwinKey> _keys = options.Keys;
    private volatile IReadOnlyList<string> _bearer = options.BearerTokens;

    public ServiceBusTwinKey? Key(string name) => _keys.FirstOrDefault(key => key.Name == name);

    public bool IsBearer(string token) => _bearer.Contains(token, StringComparer.Ordinal);

    public void Learn(IReadOnlyList<ServiceBusTwinKey>? keys, IReadOnlyList<string>? bearer) => (_keys, _bearer) = (keys ?? _keys, bearer ?? _bearer);

    public void Reset() => (_keys, _bearer) = (options.Keys, options.BearerTokens);
}
