namespace Hub.Storage;

/// <summary>The database was written by a newer hub, or its migrations are not the ones this hub knows.</summary>
public sealed class StoreVersionException(string message) : Exception(message);
