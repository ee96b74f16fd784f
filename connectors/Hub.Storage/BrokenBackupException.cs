namespace Hub.Storage;

/// <summary>A backup cannot be trusted, so nothing was done with it.</summary>
public sealed class BrokenBackupException(string message) : Exception(message);
