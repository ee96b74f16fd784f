namespace Hub.Storage.Moving;

/// <summary>A table that was copied and found equal.</summary>
/// <param name="Digest">SHA-256 over every value of every row in the order of the key, in hexadecimal.</param>
public sealed record MovedRows(string Table, long Rows, string Digest);
