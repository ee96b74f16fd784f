namespace Hub.Storage;

/// <summary>The place where something is to be written already holds something else.</summary>
public sealed class StoreOccupiedException(string message) : Exception(message);
