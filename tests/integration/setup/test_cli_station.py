"""`yekuo` at work on a station's store: people and deployments."""

import pytest

SCRIPT = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <process id="bad" name="Bad" isExecutable="true">
    <startEvent id="begin"/>
    <scriptTask id="evil" name="Count stars" scriptFormat="python"><script>1/0</script></scriptTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="evil"/>
    <sequenceFlow id="f2" sourceRef="evil" targetRef="end"/>
  </process>
</definitions>
"""
FORM = '{"type": "default", "id": "%s", "schemaVersion": 19, "components": []}'


@pytest.fixture
def designer(enter):
    """A station with one person, Anna, who designs."""
    enter("anna", "designer")
    return "anna"


def test_a_person_is_entered_once(yekuo, designer):
    again = yekuo(
        "create-user", designer, "--name", "Other", "--role", "auditor", "--password", "long enough"
    )
    assert again.exit_code == 2
    assert "There is a person “anna” already, or was." in again.stderr


def test_a_role_that_is_none_is_refused_with_those_there_are(yekuo):
    done = yekuo("create-user", "bo", "--name", "Bo", "--role", "king", "--password", "long enough")
    assert done.exit_code == 2
    assert "'customer" not in done.stderr
    assert "'chief-manager'" in done.stderr
    assert "system" not in done.stderr


def test_nobody_is_given_the_role_of_the_engine_itself(yekuo):
    done = yekuo(
        "create-user", "bo", "--name", "Bo", "--role", "system", "--password", "long enough"
    )
    assert done.exit_code == 2


def test_a_password_is_changed(yekuo, designer):
    assert yekuo("set-password", designer, "--password", "quite another").exit_code == 0
    unknown = yekuo("set-password", "nobody", "--password", "quite another")
    assert unknown.exit_code == 2
    assert "no person “nobody”" in unknown.stderr


def test_files_are_found_by_the_names_camunda_7_knows_them_by(yekuo, designer, tmp_path):
    good = SCRIPT.replace(
        '<scriptTask id="evil" name="Count stars" scriptFormat="python">', "<task"
    )
    good = good.replace("<script>1/0</script></scriptTask>", ' id="evil" />')
    (tmp_path / "Good.BPMN20.xml").write_text(good)
    (tmp_path / "notes.xml").write_text("<notes />")
    done = yekuo("deploy", tmp_path, "--as", designer)
    assert done.exit_code == 0, done.stderr
    assert "bad" in done.stdout


def test_files_are_put_in_use_and_then_known(yekuo, designer, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "survey.form").write_text(FORM % "survey")
    first = yekuo("deploy", folder, "--as", designer)
    assert (first.exit_code, first.stdout) == (0, "form survey, version 1\n")
    second = yekuo("deploy", folder, "--as", designer)
    assert second.exit_code == 0
    assert "Nothing has changed" in second.stdout


def test_a_diagram_we_do_not_execute_is_refused_by_file_line_and_element(yekuo, designer, tmp_path):
    bad = tmp_path / "bad.bpmn"
    bad.write_text(SCRIPT)
    done = yekuo("deploy", bad, "--as", designer)
    assert done.exit_code == 2
    assert "nothing was deployed" in done.stderr
    assert "bad.bpmn:5" in done.stderr
    assert '"Count stars" (evil)' in done.stderr


def test_somebody_who_may_not_deploy_is_told_who_may(yekuo, designer, tmp_path):
    form = tmp_path / "survey.form"
    form.write_text(FORM % "survey")
    done = yekuo("deploy", form, "--as", "nobody")
    assert done.exit_code == 2
    assert "only an active designer or administrator may" in done.stderr


def test_two_files_of_one_name_are_refused(yekuo, designer, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "survey.form").write_text(FORM % folder)
    done = yekuo("deploy", tmp_path / "a", tmp_path / "b", "--as", designer)
    assert done.exit_code == 2
    assert "Two different files are named survey.form" in done.stderr


def test_a_huge_file_is_refused_unread(yekuo, designer, tmp_path):
    huge = tmp_path / "huge.bpmn"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    done = yekuo("deploy", huge, "--as", designer)
    assert done.exit_code == 2
    assert "larger than 2 MB" in done.stderr


def test_a_folder_without_files_of_ours_is_refused(yekuo, tmp_path):
    (tmp_path / "empty").mkdir()
    done = yekuo("deploy", tmp_path / "empty", "--as", "anna")
    assert done.exit_code == 2
    assert "No file named ends with .bpmn, .dmn, .form, .bpmn20.xml, .dmn11.xml." in done.stderr
