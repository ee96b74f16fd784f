using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Procedures;

namespace Hub.Storage.Postgres;

/// <summary>The rows that new events come to, gathered by table.</summary>
internal sealed class EventRows
{
    private readonly List<(Submission Submission, long Seq)> _events = [];
    private readonly EnvelopeRows _envelopes = new();
    private readonly DossierFolding _dossiers = new();
    private readonly List<ProcedureChange> _changes = [];
    private readonly List<Integration> _integrations = [];

    /// <param name="subscribers">Envelopes for those who asked to be told.</param>
    public void Add(Submission submission, long seq, PostgresGate gate, IEnumerable<EnvelopeDraft> subscribers)
    {
        _events.Add((submission, seq));
        foreach (var draft in submission.Envelopes.Concat(subscribers))
        {
            _envelopes.Add(draft, gate.NextEnvelope(), seq, submission.Event.TraceParent, submission.ReceivedAt);
        }

        if (submission.Dossier is { } move)
        {
            _dossiers.Add(move);
        }

        if (submission.Procedure is { } change)
        {
            _changes.Add(change);
        }

        if (submission.Integration is { } integration)
        {
            _integrations.Add(integration);
        }
    }

    public void Write(PostgresSession session)
    {
        if (_events.Count == 0)
        {
            return;
        }

        var batch = session.Last;
        WriteEvents(batch);
        _envelopes.Write(session, batch);
        _dossiers.Write(batch);
        _changes.ForEach(batch.Apply);
        _integrations.ForEach(batch.Save);
    }

    private void WriteEvents(PostgresBatch batch) => batch.Add("""
        INSERT INTO events (seq, id, source, type, subject, time, received_at, direction, accepted_by, digest, data, data_schema, extensions, trace_parent)
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::integer[], $9::text[], $10::bytea[],
            $11::bytea[], $12::text[], $13::text[], $14::text[])
        """)
        .Longs(_events.ConvertAll(row => row.Seq))
        .Texts(_events.ConvertAll(row => row.Submission.Event.Id))
        .Texts(_events.ConvertAll(row => row.Submission.Event.Source))
        .Texts(_events.ConvertAll(row => row.Submission.Event.Type))
        .Texts(_events.ConvertAll(row => row.Submission.Event.Subject))
        .Longs(_events.ConvertAll(row => PostgresTime.Of(row.Submission.Event.Time)))
        .Longs(_events.ConvertAll(row => PostgresTime.Of(row.Submission.ReceivedAt)))
        .Ints(_events.ConvertAll(row => (int)row.Submission.Direction))
        .Texts(_events.ConvertAll(row => row.Submission.AcceptedBy))
        .BlobsMany(_events.ConvertAll(row => row.Submission.Digest))
        .BlobsMany(_events.ConvertAll(row => row.Submission.Event.Data))
        .Texts(_events.ConvertAll(row => row.Submission.Event.DataSchema))
        .Texts(_events.ConvertAll(row => row.Submission.Event.Extensions is { } extensions ? JsonSerializer.Serialize(extensions) : null))
        .Texts(_events.ConvertAll(row => row.Submission.Event.TraceParent));
}
