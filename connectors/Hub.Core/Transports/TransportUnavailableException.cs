namespace Hub.Core.Transports;

/// <summary>The broker cannot do its work for a reason outside the hub; what was to be sent waits in the store.</summary>
public sealed class TransportUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
