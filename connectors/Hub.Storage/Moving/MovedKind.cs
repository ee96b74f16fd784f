namespace Hub.Storage.Moving;

/// <summary>What a column holds, whatever an engine calls it.</summary>
internal enum MovedKind
{
    Number,
    Real,
    Text,
    Bytes,
}
