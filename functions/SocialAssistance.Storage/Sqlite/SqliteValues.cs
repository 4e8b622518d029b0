using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>How values are read from columns.</summary>
internal static class SqliteValues
{
    public static DateOnly GetDay(this SqliteDataReader reader, int column) =>
        DateOnly.ParseExact(reader.GetString(column), StoredValues.Day, CultureInfo.InvariantCulture);

    public static DateOnly? FindDay(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDay(column);
}
