using Hub.Core.Tasks;

namespace Hub.Storage.Postgres;

/// <summary>Opens and ends work tasks in a batch of statements.</summary>
internal static class TaskWriting
{
    /// <summary>Those of which one of the kind and subject is open are left out.</summary>
    public static void Open(PostgresBatch batch, WorkTask[] tasks)
    {
        if (tasks.Length == 0)
        {
            return;
        }

        batch.Add("""
            INSERT INTO tasks (id, kind, subject, dossier, owner, operator, opened_at, due_at, vietnamese, english)
            SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::text[], $10::text[])
            ON CONFLICT DO NOTHING
            """)
            .BytesMany(Array.ConvertAll(tasks, t => (byte[]?)t.Id.ToByteArray(bigEndian: true))).Texts(Array.ConvertAll(tasks, t => t.Kind))
            .Texts(Array.ConvertAll(tasks, t => t.Subject)).Texts(Array.ConvertAll(tasks, t => t.Dossier)).Texts(Array.ConvertAll(tasks, t => t.Owner))
            .Texts(Array.ConvertAll(tasks, t => t.Operator)).Longs(Array.ConvertAll(tasks, t => PostgresTime.Of(t.OpenedAt)))
            .Longs(Array.ConvertAll(tasks, t => PostgresTime.Of(t.DueAt))).Texts(Array.ConvertAll(tasks, t => t.Vietnamese)).Texts(Array.ConvertAll(tasks, t => t.English));
    }

    public static void End(PostgresBatch batch, TaskEnd[] ends)
    {
        if (ends.Length == 0)
        {
            return;
        }

        batch.Add("""
            UPDATE tasks t SET ended_at = e.at, ended_by = e.by, result = e.result
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[]) AS e (kind, subject, at, by, result)
            WHERE t.kind = e.kind AND t.subject = e.subject AND t.ended_at IS NULL
            """)
            .Texts(Array.ConvertAll(ends, e => e.Kind)).Texts(Array.ConvertAll(ends, e => e.Subject)).Longs(Array.ConvertAll(ends, e => PostgresTime.Of(e.At)))
            .Texts(Array.ConvertAll(ends, e => e.By)).Texts(Array.ConvertAll(ends, e => e.Result));
    }
}
