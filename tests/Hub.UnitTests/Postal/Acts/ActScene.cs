using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Schemas.Explaining;
using Hub.Core.Trust;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Telling;
using Hub.UnitTests.Postal.Fakes;

namespace Hub.UnitTests.Postal.Acts;

/// <summary>Staff of vnpost in two offices, their dispatcher, staff of another operator and the centre, over memory. A Monday morning.</summary>
internal sealed class ActScene
{
    public const string Delivery = PostScene.Dossier + "-D1";

    public static readonly PostalStaff An = new("key-an", "vnpost", "100000");
    public static readonly PostalStaff Binh = new("key-binh", "vnpost", "100000");
    public static readonly PostalStaff Far = new("key-far", "vnpost", "200000");
    public static readonly PostalStaff Dispatcher = new("key-dispatcher", "vnpost", null);
    public static readonly PostalStaff Swift = new("key-swift", "swift", null);
    public static readonly PostalStaff Centre = new("key-clerk", null, null);

    public ActScene()
    {
        var alerts = new PostalAlerts(new EnvelopeIds(Post.Clock, new Random(2)), WorkingCalendars.BuiltIn);
        var consignments = Post.Consignments;
        Desk = new ActService(consignments, new ActFold(Post.Fold, alerts, Post.Options), Post.Clock);
        Sheets = new SheetService(
            consignments, new SheetLines(consignments), new SheetHandover(consignments, Post.Fold, alerts, Post.Options), new SheetMoney(consignments, alerts, Post.Options), Post.Clock);
    }

    public PostScene Post { get; } = new();

    public ActService Desk { get; }

    public SheetService Sheets { get; }

    public DateTimeOffset Now => Post.Clock.Now;

    public IEnumerable<string> OpenTasks => Post.Tasks.Open.Select(task => task.Kind);

    /// <summary>Booked at vnpost two days ago, in its state since yesterday, with two papers.</summary>
    public Consignment Put(PostalDirection direction = PostalDirection.Pickup, Func<Consignment, Consignment>? change = null, int sequence = 1)
    {
        var number = $"{PostScene.Dossier}-{(direction is PostalDirection.Pickup ? 'P' : 'D')}{sequence}";
        var made = Post.Booked(number) with
        {
            Direction = direction,
            Sequence = sequence,
            BookedAt = Now.AddDays(-2),
            StateAt = Now.AddDays(-1),
            Papers = [new PostalPaper("p-1", "Giấy khai sinh", 1, "original"), new PostalPaper("p-2", "Bản sao", 2, "copy")],
        };
        made = change?.Invoke(made) ?? made;
        Post.Consignments.Put(made);
        return made;
    }

    public Consignment Get(string number = PostScene.Pickup) => Post.Consignments.Get(number);

    public PostalAct Act(ActKind kind, string id = "a-1", TimeSpan? ago = null) => new() { ActId = id, Kind = kind, At = Now - (ago ?? TimeSpan.Zero) };

    public PostalAct Collected(string id = "c-1", TimeSpan? ago = null, params (string Id, int Count)[] papers) => Act(ActKind.Collected, id, ago) with
    {
        Papers = papers.Length == 0 ? [new ActPaper("p-1", 1), new ActPaper("p-2", 2)] : [.. papers.Select(paper => new ActPaper(paper.Id, paper.Count))],
        Person = Person(),
    };

    public PostalAct Delivered(string id = "d-1", TimeSpan? ago = null, ActPerson? person = null) => Act(ActKind.Delivered, id, ago) with { Person = person ?? Person() };

    public static ActPerson Person(string name = "Nguyễn Văn Demo", string relation = "self", bool isChecked = true, string? number = "001099123456") => new(name, relation, isChecked, number);

    public Task<ActResult<ActAnswer>> DoAsync(PostalStaff staff, PostalAct act, string number = PostScene.Pickup, AuditEntry? audit = null) =>
        Desk.DoAsync(staff, number, act, audit, CancellationToken.None);

    public async Task<ActAnswer> DoneAsync(PostalStaff staff, PostalAct act, string number = PostScene.Pickup) => Done(await DoAsync(staff, act, number));

    public Task<ActResult<SheetAnswer>> OpenAsync(PostalStaff staff, SheetKind kind, string id = "S-1", HandoverWay? way = null, DateTimeOffset? at = null, string? office = null) =>
        Sheets.OpenAsync(staff, new SheetOpening(kind, id, staff.Operator is null ? "vnpost" : null, office, way, at), null, CancellationToken.None);

    public Task<ActResult<SheetAnswer>> ChangeAsync(
        PostalStaff staff, SheetKind kind, string act, string actId, string id = "vnpost.S-1", Func<SheetChange, SheetChange>? change = null, TimeSpan? ago = null, params string[] numbers)
    {
        var told = new SheetChange { ActId = actId, Act = act, At = Now - (ago ?? TimeSpan.Zero), Numbers = numbers.Length == 0 ? null : numbers };
        return Sheets.ChangeAsync(staff, kind, id, change?.Invoke(told) ?? told, null, CancellationToken.None);
    }

    public static T Done<T>(ActResult<T> result) =>
        result is ActResult<T>.Done done ? done.Answer : throw new InvalidOperationException(result is ActResult<T>.Invalid invalid ? string.Join(", ", invalid.Errors) : result.ToString());

    public static IEnumerable<string> Pointers<T>(ActResult<T> result) => ((ActResult<T>.Invalid)result).Errors.Select((SchemaViolation error) => error.Pointer);
}
