using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Modules;

/// <summary>What a party adds to the store: tables of its own in both dialects, and the ports over them.</summary>
/// <param name="Party">Names it in errors.</param>
/// <param name="Migrations">Holds the SQL files as embedded resources, <c>Sqlite/Migrations/NNN_name.sql</c> and <c>Postgres/Migrations/NNN_name.sql</c>. The numbers go on over all of the hub; a party that does not ship with it takes its own from 900 on.</param>
public sealed record StoreModule(string Party, Assembly Migrations)
{
    /// <summary>Tables that <c>hub move</c> copies: what is told of comes before what tells of it.</summary>
    public IReadOnlyList<MovedTable> Tables { get; init; } = [];

    public required SqliteModule Sqlite { get; init; }

    public required PostgresModule Postgres { get; init; }
}

/// <summary>How a party's rows end, in one dialect's SQL. In a text that runs row by row the moment before which things may go is <c>$before</c> on SQLite and <c>$1</c> on PostgreSQL.</summary>
public sealed record PrunedRows
{
    /// <summary>Condition under which the party lets a dossier go, given the SQL expression of its code. It must cost what hangs on that dossier, not what the table holds.</summary>
    public required Func<string, string> DossierMayGo { get; init; }

    /// <summary>What goes with a dossier, in this order, after everything that the heart has of it.</summary>
    public required IReadOnlyList<PrunedTable> OfDossier { get; init; }

    /// <summary>Rows <c>o</c> by which dossiers are found that the hub does not know, or knows no more; null when the party keeps none.</summary>
    public LostDossiers? Lost { get; init; }

    /// <summary>Rows that hang on no one dossier; each goes by its age when nothing needs it any more.</summary>
    public IReadOnlyList<Leftover> Leftovers { get; init; } = [];
}

/// <param name="Count">PostgreSQL: counts the rows of the dossier <c>i.code</c>. SQLite counts what it removes.</param>
/// <param name="Remove">Statement whose only value is the code (SQLite) or the array of codes (PostgreSQL).</param>
public sealed record PrunedTable(string? Count, string Remove);

/// <param name="From">Table with its alias <c>o</c>, which has a column <c>dossier</c>.</param>
/// <param name="Where">Rows that are over.</param>
/// <param name="OrderBy">PostgreSQL: the column of the index that is walked along.</param>
public sealed record LostDossiers(string From, string Where, string? OrderBy = null);

/// <param name="IsOver">Condition on a row <c>x</c> of the table. On PostgreSQL what needs the row is asked as a value, so that no plan reads a whole table instead.</param>
public sealed record Leftover(string Table, string IsOver);

/// <summary>A party's part of the embedded store.</summary>
/// <param name="AddPorts">Registers its ports. They read through <c>SqliteDatabase.OpenReader</c> and write through <c>SqliteWriter</c>.</param>
public sealed record SqliteModule(Action<IServiceCollection> AddPorts, PrunedRows Pruned);

/// <summary>A party's part of the shared store.</summary>
/// <param name="AddPorts">Registers its ports. They read and write through <c>PostgresRunner</c>; what is computed from what was read is written by <c>PostgresCommit</c>.</param>
public sealed record PostgresModule(Action<IServiceCollection> AddPorts, PrunedRows Pruned)
{
    /// <summary>What the role that runs the hub may do. Whatever is not named here it may not touch.</summary>
    public required ModuleGrants Grants { get; init; }
}

public sealed record ModuleGrants
{
    /// <summary>Tables whose rows may be read, added, changed and removed.</summary>
    public IReadOnlyList<string> ReadWrite { get; init; } = [];

    /// <summary>Tables whose rows may be read, added and removed, but never changed.</summary>
    public IReadOnlyList<string> NoChange { get; init; } = [];

    /// <summary>Tables whose rows may be read and added, nothing else.</summary>
    public IReadOnlyList<string> AppendOnly { get; init; } = [];

    /// <summary>Functions of the owner, with the types of their arguments: <c>prune_custody(text[])</c>.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];
}
