namespace Hub.Storage.Moving;

/// <summary>A column as both engines know it.</summary>
internal readonly record struct MovedColumn(string Name, MovedKind Kind);
