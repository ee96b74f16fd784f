using Hub.Payments.Files.Camt;
using Hub.Payments.Files.Mt940;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files;

/// <summary>Every statement and settlement file, read once from beginning to end without holding it.</summary>
public static class StatementFiles
{
    /// <summary>
    /// The parts of a file as they are found. A part that cannot be read is a <see cref="FileRefusal"/>, never an exception; those of the stream itself pass through.
    /// Book the lines of a statement only after a <see cref="StatementClosed"/> with a sound verdict: read twice, or undo.
    /// </summary>
    /// <param name="stream">Seekable, read from its beginning, left open.</param>
    /// <param name="profiles">How sheets may be laid out; the first whose headings are all there is taken, then the built-in
    /// ones, then one that is learned if names and the file's own balances leave no doubt.</param>
    public static IEnumerable<StatementPart> Read(Stream stream, IReadOnlyList<StatementProfile> profiles) => Read(stream, FileKind.Of(stream), profiles);

    internal static IEnumerable<StatementPart> Read(Stream stream, string kind, IReadOnlyList<StatementProfile> profiles) => kind switch
    {
        FileKind.Mt940 or FileKind.Mt942 => Parts(() => new Mt940Reader(stream)),
        FileKind.Camt053 or FileKind.Camt052 or FileKind.Camt054 or FileKind.Xml => Parts(() => new CamtReader(stream)),
        FileKind.Empty => [new FileRefusal(new Place(1, 1), RefusalCodes.Kind, ("Tệp trống", "The file is empty"))],
        _ => Parts(() => Sheet(stream, kind, profiles)),
    };

    /// <summary>Reads a sheet by one profile, whatever other profiles would say.</summary>
    public static IEnumerable<StatementPart> Read(Stream stream, StatementProfile profile)
    {
        var kind = FileKind.Of(stream);
        return kind is FileKind.Csv or FileKind.Xlsx or FileKind.Xls ? Parts(() => Reader(() => Open(stream, kind, profile.Separator, profile.Sheet), profile)) : Read(stream, kind, []);
    }

    /// <summary>Proposes a profile for a sheet and reads the whole file by it. Nothing is kept.</summary>
    /// <param name="stream">Seekable, left open.</param>
    public static LearnedProfile Learn(Stream stream)
    {
        var kind = FileKind.Of(stream);
        if (kind is not (FileKind.Csv or FileKind.Xlsx or FileKind.Xls))
        {
            return new LearnedProfile(null, [("Chỉ tệp CSV, XLSX, XLS cần mẫu đọc", "Only CSV, XLSX and XLS files need a profile")], 0, 0, []);
        }

        try
        {
            SheetSample sample;
            using (var rows = Open(stream, kind, null, null))
            {
                sample = SheetSample.Of(rows);
            }

            return ProfileLearner.Learn(sample, profile => Read(stream, profile));
        }
        catch (FileFaultException fault)
        {
            return new LearnedProfile(null, [fault.Refusal.Reason], 0, 0, []);
        }
    }

    internal static SheetRows Open(Stream stream, string kind, string? separator, string? sheet)
    {
        stream.Position = 0;
        return kind == FileKind.Csv ? new CsvRows(stream, separator?[0]) : new ExcelRows(stream, kind == FileKind.Xlsx, sheet);
    }

    private static IEnumerable<StatementPart> Parts(Func<PartReader> open)
    {
        PartReader? reader = null;
        FileRefusal? refusal = null;
        try
        {
            reader = open();
        }
        catch (FileFaultException fault)
        {
            refusal = fault.Refusal;
        }

        return reader?.Parts() ?? [refusal!];
    }

    private static PartReader Sheet(Stream stream, string kind, IReadOnlyList<StatementProfile> profiles)
    {
        foreach (var profile in profiles.Concat(BuiltInProfiles.All))
        {
            using var rows = Open(stream, kind, profile.Separator, profile.Sheet);
            for (var above = 0; above < SheetReader.MostAbove && rows.Read(); above++)
            {
                if (ColumnMap.Find(profile, rows.Texts()) is not null)
                {
                    return Reader(() => Open(stream, kind, profile.Separator, profile.Sheet), profile);
                }
            }
        }

        if (Learn(stream) is { Profile: { } proven, Unsure.Count: 0 })
        {
            return Reader(() => Open(stream, kind, proven.Separator, proven.Sheet), proven);
        }

        throw new FileFaultException(new Place(1, 1), RefusalCodes.Profile, (
            "Không mẫu đọc nào hợp với tệp; tạo mẫu bằng hub profiles learn", "No profile fits the file; make one with hub profiles learn"));
    }

    private static PartReader Reader(Func<SheetRows> open, StatementProfile profile) =>
        profile.Kind is ProfileKind.Pos ? new PosSheetReader(open, profile) : new BankSheetReader(open, profile);
}
