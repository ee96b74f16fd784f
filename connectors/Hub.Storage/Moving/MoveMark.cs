namespace Hub.Storage.Moving;

/// <summary>What a target knows of the copying that filled it.</summary>
internal sealed record MoveMark(string Source, bool IsComplete);
