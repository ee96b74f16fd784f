namespace Hub.Sandbox.ServiceBus;

/// <summary>A shared access policy of the namespace. The key's text, not what it may be the Base64 of, is what signs.</summary>
public sealed record ServiceBusTwinKey(string Name, string Key, bool MaySend = true, bool MayListen = true);
