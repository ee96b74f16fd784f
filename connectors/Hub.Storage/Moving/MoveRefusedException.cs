namespace Hub.Storage.Moving;

/// <summary>A move that must not begin; nothing was changed.</summary>
public sealed class MoveRefusedException(string message) : Exception(message);
