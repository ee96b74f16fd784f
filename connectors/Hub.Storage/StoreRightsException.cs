namespace Hub.Storage;

/// <summary>The server answers, and the account, the role or the schema named in the settings is not what this start needs.</summary>
public sealed class StoreRightsException(string message, Exception inner) : Exception(message, inner);
