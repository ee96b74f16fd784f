namespace Hub.Functions.CommandLine;

/// <summary>What the caller gave cannot be used; the message says where and how to mend it.</summary>
internal sealed class UsageException(string message) : Exception(message);
