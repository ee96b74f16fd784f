namespace Hub.Storage;

/// <summary>What a store knows of the move it took part in.</summary>
/// <param name="Other">Where its content comes from or, of one that was moved, where it went.</param>
internal sealed record MoveMark(string Other, MoveState State)
{
    /// <summary>Those that nobody may serve. Only these rows are looked for at a start.</summary>
    public const string Refusing = "SELECT source, state FROM move WHERE state <> 'complete'";

    public static MoveMark Read(string other, string state) => new(other, state switch
    {
        "copying" => MoveState.Copying,
        "complete" => MoveState.Complete,
        "moved" => MoveState.Moved,
        _ => throw new InvalidOperationException($"Unknown state '{state}'."),
    });

    /// <param name="store">Folder or schema, as whoever starts a hub knows it.</param>
    /// <returns>Why the store must not be served.</returns>
    public Exception Refusal(string store) => State switch
    {
        MoveState.Moved => new StoreMovedException(store, Other),
        _ => StoreUnfinishedException.Copying(store, Other),
    };
}

/// <summary>What the move that a store took part in has left it as.</summary>
internal enum MoveState
{
    /// <summary>A copy that is not complete.</summary>
    Copying,

    /// <summary>A copy that was compared with its source; served like any other.</summary>
    Complete,

    /// <summary>What it holds has gone elsewhere and goes on there.</summary>
    Moved,
}
