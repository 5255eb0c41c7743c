"""Table files of any make become rows of text; what cannot be read is said by row."""

from __future__ import annotations

import io
import random
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.files.xlsx_file import check_size
from counterpart.exchange.reading import read_table, sheets_of

LINES = [["name", "city", "note"], ["Фьорд", "Берген", "Завод «Север»"], ["Acme", "Oslo", "a, b"]]


def written(tmp_path: Path, data: bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def cells(path: Path, **asked) -> list[list[str]]:
    table = read_table(path, **asked)
    return [list(table.headings), *(list(row.cells) for row in table.rows)]


def csv_text(delimiter: str) -> str:
    return "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) + "\r\n"
        for line in LINES
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_file_is_read_in_every_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = written(tmp_path, csv_text(delimiter).encode(encoding))

    assert cells(path) == LINES


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "windows-1252"])
def test_other_encodings_are_named_by_row_and_read_when_told(tmp_path, encoding):
    lines = "name,city\nAcme,Oslo\nМосковский завод тяжёлого машиностроения,Тверь\n"
    if encoding == "windows-1252":
        lines = "name,city\nAcme,Oslo\nMüller & Söhne,Köln\n"
    path = written(tmp_path, lines.encode(encoding))

    guessed = list(read_table(path).rows)
    told = cells(path, encoding=encoding)

    assert [row.problem is not None for row in guessed] == [False, True]
    assert guessed[1].problem.row == 3
    assert told == [line.split(",") for line in lines.splitlines()]


def test_utf8_with_one_broken_byte_is_not_taken_for_russian(tmp_path):
    data = "имя,город\nФьорд,Берген\nСевер,Тверь\nАльфа,Псков\n".encode()
    broken = data.replace("Тверь".encode(), "Тверь".encode()[:-1])

    rows = list(read_table(written(tmp_path, broken)).rows)

    assert [row.problem.row for row in rows if row.problem] == [3]


def test_quotes_keep_delimiters_and_line_breaks(tmp_path):
    path = written(tmp_path, b'name,note\nAcme,"two\nlines, and a ""quote"""\nBeta,\n')

    assert cells(path)[1:] == [["Acme", 'two\nlines, and a "quote"'], ["Beta", ""]]


def test_rows_are_counted_as_a_spreadsheet_counts(tmp_path):
    path = written(tmp_path, b'name,note\nAcme,"two\nlines"\n\n,\nBeta,x\n')

    assert [row.number for row in read_table(path).rows] == [2, 5]


def test_uneven_rows_nul_and_open_quotes_are_named(tmp_path):
    path = written(tmp_path, b'name,city\nA\nB,C,D\nE,F,\nG,\x00\nH,"open\n')

    problems = [row.problem for row in read_table(path).rows]

    assert [p.row if p else None for p in problems] == [2, 3, None, 5, 6]
    assert "only 1 cells" in str(problems[0])
    assert "NUL" in str(problems[3])
    assert "quotes" in str(problems[4])


@pytest.mark.parametrize(
    ("data", "row", "said"),
    [
        (b"", 1, "empty"),
        (b"\n\n  \n", 1, "empty"),
        (b"ann@example.com,12\nbob@example.com,13\n", 1, "looks like data"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "old Excel"),
        (b"PK\x03\x04 no workbook", 1, "not a workbook"),
    ],
)
def test_what_is_no_table_is_refused_with_its_row(tmp_path, data, row, said):
    with pytest.raises(UnreadableFile) as refused:
        list(read_table(written(tmp_path, data)).rows)

    assert refused.value.problem.row == row
    assert said in str(refused.value)


def workbook(**sheets) -> bytes:
    store = io.BytesIO()
    with xlsxwriter.Workbook(store, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, place, value)
                    else:
                        sheet.write(number, place, value)
    return store.getvalue()


def test_workbook_cells_keep_their_types_as_text(tmp_path):
    data = workbook(
        A=[
            ["code", "amount", "on", "ok", "id"],
            ["007", 1475.3000000000002, date(2026, 5, 31), True, 79161234567],
        ]
    )

    assert cells(written(tmp_path, data))[1] == [
        "007",
        "1475.3",
        "2026-05-31",
        "TRUE",
        "79161234567",
    ]


def test_sheet_is_chosen_by_name_else_the_first_with_anything(tmp_path):
    path = written(tmp_path, workbook(Empty=[], One=[["name"], ["Acme"]], Two=[["code"], ["x"]]))

    assert sheets_of(path) == ["Empty", "One", "Two"]
    assert cells(path) == [["name"], ["Acme"]]
    assert cells(path, sheet="Two") == [["code"], ["x"]]
    with pytest.raises(UnreadableFile, match="no sheet “Three”"):
        read_table(path, sheet="Three")


def test_workbook_with_far_off_cells_is_refused_before_it_fills_the_memory(tmp_path):
    store = io.BytesIO()
    with xlsxwriter.Workbook(store, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "name")
        sheet.write(1_048_575, 16_383, "far")

    with pytest.raises(UnreadableFile, match="reaches to column XFD"):
        check_size(written(tmp_path, store.getvalue(), "far.xlsx"))


def test_no_bytes_whatever_raise_anything_but_a_refusal(tmp_path):
    luck = random.Random(1)
    good = [csv_text(";").encode(), csv_text(",").encode("utf-16"), workbook(A=LINES)]
    for number in range(400):
        data = bytearray(luck.choice(good))
        for _change in range(luck.randint(1, 8)):
            place = luck.randrange(len(data))
            data[place : place + luck.randint(0, 3)] = luck.randbytes(luck.randint(0, 4))
        path = written(tmp_path, bytes(data), f"{number}.bin")
        try:
            for row in read_table(path).rows:
                assert row.number > 1
        except UnreadableFile as refused:
            assert refused.problem.row >= 1


def test_a_title_of_one_cell_does_not_hide_the_delimiter(tmp_path):
    text = "Customers 2026\n\nname,city,country\nAcme,Oslo,NO\n"

    assert cells(written(tmp_path, text.encode()))[0] == ["name", "city", "country"]


def test_titles_above_the_heading_are_passed_over(tmp_path):
    text = "Список сотрудников;;;\n\nПериод:;2026;;\nname;city;country;note\nAcme;Oslo;NO;x\n"

    table = read_table(written(tmp_path, text.encode()))

    assert table.headings == ("name", "city", "country", "note")
    assert [(row.number, list(row.cells)) for row in table.rows] == [
        (5, ["Acme", "Oslo", "NO", "x"])
    ]


@pytest.mark.parametrize("last", ["Итого,,30,", "Total:,,3 000.00,", "合計"])
def test_a_line_of_totals_at_the_end_is_no_row(tmp_path, last):
    text = f"name,city,value,note\nTotal,Paris,10,oil\nAcme,Oslo,20,\n{last}\n"

    rows = list(read_table(written(tmp_path, text.encode())).rows)

    assert [row.totals is not None for row in rows] == [False, False, True]
    assert "totals" in str(rows[2].totals)


def test_a_company_called_total_is_a_row(tmp_path):
    text = "name,city,value\nAcme,Oslo,20\nTotal,Paris,10\n"

    rows = list(read_table(written(tmp_path, text.encode())).rows)
    assert [(row.problem, row.totals) for row in rows] == [(None, None)] * 2


def test_a_sheet_that_is_only_a_title_gives_way_to_the_next(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Титул").write(0, 0, "Выгрузка из 1С")
        sheet = book.add_worksheet("Данные")
        for row, line in enumerate(LINES):
            sheet.write_row(row, 0, line)

    assert cells(path) == LINES
